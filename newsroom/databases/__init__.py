"""Django's database engines, which settle the public store before every commit."""
