"""What the laws of New Zealand, Switzerland and California ask of a notice, and how breaches are told."""
