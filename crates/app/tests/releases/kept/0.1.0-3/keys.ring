{
  "ring": {
    "format": "homeward key ring",
    "version": 1,
    "installation": "ab4d16ed9c09b3bc22c121788be454df",
    "generation": 2,
    "root": {
      "kind": "passphrase",
      "salt": "yDEjckEOtQpQhgaiu2DPXw==",
      "memory_kib": 8,
      "passes": 1,
      "lanes": 1
    },
    "root_check": "WokNWQi760aTWXnzJCwiJw==",
    "epoch": 2,
    "epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "retired",
        "key": "AV4pkPmoKYrnELO6KAR2iy4ljEXgtb5w6pCKfaJMGfqhJ5oL8ILOBE3aD43TSVZbz3EcVxPbDvb30g1oKw=="
      },
      {
        "number": 2,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "ASqvU0BzPM4iga9pQxDmrISF6MQbonbwVmLhUxTEVHgY473IOnqFvOfuV9Bmg482eGBFDd7mi6uuu0nufA=="
      }
    ],
    "index_epoch": 1,
    "index_epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "ATecUX2oLCZcSsade1UZNYkVEMOd9pvOzes5J3Rc2K5sIYA96ITYF8iuKuM7ta63iigTGlB/s2FXLzN4vA=="
      }
    ],
    "ledger_public_key": "tv2mjdFmWsi5C7oofk0NUvUXuFr7aIAYeQJiMxYQIEM=",
    "ledger_key": "AQjhcdjGH8PZnjHqC1So7Nt3PptOQ56FEUYeM7XgIlJ4qcxG+O7PqmvFuk+wJ6AnqEy582jHLG1RrrkD+A==",
    "register_key": "AQyA7BHAfdP35sGgmX/XTqQex9KXMDmqmbgm6/75wy3UPKk6USSRlbMdxLwejWlQMX0fREg29hsRfNeuKQ=="
  },
  "checksum": "ja07IKxu9WujlCZdpd4WVSCmszOh01L3uYDhzXDeypk=",
  "mac": "PmZm39EmeG8qCoR5MApd+dmJDIWuEttGElXPsUDhTV4="
}
