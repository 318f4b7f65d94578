"""What the register says of each activity: its contents, its recipients and its systems."""
