"""What people are told: the content and the reach of notices, and the ways to use rights."""
