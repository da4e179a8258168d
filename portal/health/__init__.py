"""One answer for whoever watches over the house: it has a programme to show, or not yet."""
