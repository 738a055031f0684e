"""What the texts of documents are made of; ``chartroom.hospital.notes`` puts them together."""
