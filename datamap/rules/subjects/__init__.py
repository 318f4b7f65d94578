"""What rules can be about: each kind of record, each activity, each statement of lawful basis or of retention."""
