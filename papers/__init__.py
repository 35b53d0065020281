"""The house: papers, their editions, and everything the public reads of them."""
