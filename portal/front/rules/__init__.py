"""The decisions of the front page: the words of its head, the picture of its weeks, the same as a month sheet, its dates."""
