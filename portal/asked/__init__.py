"""What is asked of a body: one page on which its focal point finds everything that waits for a word, and gives it there."""
