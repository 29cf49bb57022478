{
  "ring": {
    "format": "homeward key ring",
    "version": 1,
    "installation": "51d652ca6385a870dbf60fc2b3a17d7d",
    "generation": 2,
    "root": {
      "kind": "passphrase",
      "salt": "KjB1YDwLMajyYxJfxOEPGg==",
      "memory_kib": 8,
      "passes": 1,
      "lanes": 1
    },
    "root_check": "17e4Dj+r/duyG0yC7OvvVQ==",
    "epoch": 2,
    "epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "retired",
        "key": "Ae+30pWPv7FONSo/hwnlya0CCxvTlZL5vSOIpH43Yn6iWv2m2b2AFXB1LEecKSdfYS72JwLp38h9NKRlUg=="
      },
      {
        "number": 2,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "AT/yOkIat4+bxmnSC+3kGzN16NqsOt0G97EyEMpk2yRC9uGjvPBFD43j04T8dh/OsNSAJMcH+b4rAFk5sg=="
      }
    ],
    "index_epoch": 1,
    "index_epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "AbLIQi/Nxr7AOL+qXcoi4icWgZxJdM00waU/hCckogBV+e+GIW79/oufbDiENDXE8nol3NkNVwPXYB4IwA=="
      }
    ],
    "ledger_public_key": "B9MT6UEvjAT+mplvQkC0gPRvfRFI2jwMWwG3dPYltCg=",
    "ledger_key": "AR/N/RtuaXVddl9/exf5EJ3F3/iNXcPWSbY5KFBlTnBAjD2c24HIkyPVlbc4uThudVYLgSiJkJ9IDQeoaw==",
    "register_key": "ARGpSs7RpXjMEDsegmNbPyD+FPgsjvN5PtduXFmIrqJx/u5ly5d5QlHhOG/FnZ+esi3usm+jGbd/dQ9RJA=="
  },
  "checksum": "8D1sZ1cYBbsBk/YgXWef4+1imnoLO1mjGVFGxarpj0c=",
  "mac": "JKG936IgRzdlmY/Z670MQem8ZLjoATLYHLrnTm+j2v8="
}
