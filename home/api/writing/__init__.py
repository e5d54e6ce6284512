"""The API's writing side: what is sent becomes what the admin's own forms would be sent."""
