"""A dialogue: the meeting it is held in, the partner bodies who open it, how the floor is ordered, and its windows."""
