"""The action lines, e-applications and main themes: what each is called, who facilitates it and since when, where it meets."""
