"""What a version holds, how it is selected from, and what changes between two of them."""
