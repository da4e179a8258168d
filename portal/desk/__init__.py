"""The desk: where whoever has work to do here finds it, and the outbox that the secretariat looks after."""
