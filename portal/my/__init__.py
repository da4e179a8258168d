"""My page: what concerns the person who is signed in, out of every room."""
