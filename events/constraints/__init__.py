"""What a programme must and should hold, and the checker that says what it breaks.

A `Problem` is a draft as plain facts: meetings with what they ask for, rooms, buildings, people, limits. `check` names
every hard rule that is broken and `soft` every wish that is not met, each with its id, the meetings and a sentence.
It knows no database, and no solver: whoever makes a timetable, by hand or by machine, is judged by the same rules.
"""
