"""What people fill in about whom they are with, what the secretariat keeps of an organization, who asks to speak for one."""
