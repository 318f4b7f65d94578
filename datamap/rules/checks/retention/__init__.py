"""How long data are kept, from when, and under which law: what is stated, and what systems do."""
