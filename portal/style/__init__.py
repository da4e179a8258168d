"""The style page: every part of the pages once, with its real markup; a part that is not on it does not exist."""
