"""What the sentences of an official text say: who does what, where and until when."""
