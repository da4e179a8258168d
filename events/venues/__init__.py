"""Buildings and their rooms: seats, booths, features, hours, closures, and the walk between them."""
