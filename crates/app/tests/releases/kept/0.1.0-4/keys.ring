{
  "ring": {
    "format": "homeward key ring",
    "version": 1,
    "installation": "69af5518545bf7a71c5e73a7c70b6429",
    "generation": 2,
    "root": {
      "kind": "passphrase",
      "salt": "6kpwrzx8dlU0DjGVZ3w9nA==",
      "memory_kib": 8,
      "passes": 1,
      "lanes": 1
    },
    "root_check": "rppg4gZhDN3xAC8fvxl5Pw==",
    "epoch": 2,
    "epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "retired",
        "key": "ATaPTAfXesW6FjkeFh2MigQXBlGOk01OOxmpkVmkV4LVP59lEXuOfkdxp+ycW0d/PcWB28zwSQNYtVdyJA=="
      },
      {
        "number": 2,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "ARN0DBfcG/KfYrFRa+KnC5kp3GHg4xFJ9Q5YiEYJaKeBnr+ywfSn/LjlV+rW9ve2scBHQhWuT+IuVgzzFA=="
      }
    ],
    "index_epoch": 1,
    "index_epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "AQbTeCN+f+H4N8rwf+7uSqhZYzlUQDJ7e/IwjyJOZeqIJQN+IJUHAdyLqdz6JxDqm9S4ejCTz2tUb3rfPQ=="
      }
    ],
    "ledger_public_key": "EWRr3E4oXy3ZB+Xck60yfSyLKAIxdhIu42KC76hn1Fs=",
    "ledger_key": "ARYnrgUMzhg1lCrW9ZM4ZmfmtKbg8KpQSBmDHDoGdtQBTJSYBNZsjfKpKoi7kwLD2dkNtG9mbYVu5Lxkdw==",
    "register_key": "Ad+kxN2VqOgdPGan48WKd75ET6yI2ygkNKZPUikXM4hq2JersEFtpBo4hbS/lyQ80R0mVIQlswIqBcgMIg=="
  },
  "checksum": "PaahSmPaMY2dKuJWOa4XXbNO9G/wnqxxtAPK6qi6+64=",
  "mac": "DyGN6sqWAim4ZK+ALj44igZ4hfAfAbBURbFhmHXmlQI="
}
