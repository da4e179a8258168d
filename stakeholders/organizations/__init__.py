"""The directory: organizations (a body is one with a mandate in the follow-up) and the constituencies they come under."""
