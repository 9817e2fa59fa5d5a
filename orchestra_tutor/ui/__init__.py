"""Front ends: what a person or a program sees of a session, and how it answers."""
