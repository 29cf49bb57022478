{
  "ring": {
    "format": "homeward key ring",
    "version": 1,
    "installation": "858c71a3af70253eeb50b07a5ee262b5",
    "generation": 2,
    "root": {
      "kind": "passphrase",
      "salt": "wToBuxILBYDRC2Rj/Ln6mg==",
      "memory_kib": 8,
      "passes": 1,
      "lanes": 1
    },
    "root_check": "gy9Tp0u9Y/i0EQT5aS6hCQ==",
    "epoch": 2,
    "epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "retired",
        "key": "ASB7xo4y8R5zta5CcAUxpZp9klckvDA50sT9EFjr4s1lJ02eidyYT+FAMu/fiGUlyLgEXS1F3qWkTEtYwQ=="
      },
      {
        "number": 2,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "AfIj3pkMxhzciTu0tDWGQ1r8QJ6bxyqZKXtADcEPwBYWqaPy869kb8Iz77RVJy4winhsuaBydiH/Nw+Qkg=="
      }
    ],
    "index_epoch": 1,
    "index_epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "ASOU7+7IvpDXwLubbAukwUgCNfgqmnn+0KuhRPKZBTJBxMNVSz8hDHW9NAuWCTCoXDv7U/6MWUOYl6KD2w=="
      }
    ],
    "ledger_public_key": "bYjErmV0E32ughrQF8tbtyl5EM36+NW0qonKHfRUpX0=",
    "ledger_key": "AaDcNY409neaELu4LAvawQ9Psj8OghITyyhZvZC0mkVpPiERc1PW2/dkXvkHrQk1G57bB8cEBdICS0R9eQ==",
    "register_key": "AdzjRG4DRsQ2pwIXsC86VHWO9jKcScDlqcD9cZQfmrMFmygjbvtiyuS72gcudARnmjDHcfi+N/GL3mN78g=="
  },
  "checksum": "pgJz6+LMKIGbmoPkAOS3XTF3dWN6/IKi8w1WgPSYBkg=",
  "mac": "44N6WV+IFLQumFH8/41CcVYa2VnzXhmWcvN/MmRgJqA="
}
