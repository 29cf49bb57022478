{
  "ring": {
    "format": "homeward key ring",
    "version": 1,
    "installation": "109cbef909b0c6eb610a0d6a92598519",
    "generation": 2,
    "root": {
      "kind": "passphrase",
      "salt": "3IK+8gF8iRq6Bg6TesOQng==",
      "memory_kib": 8,
      "passes": 1,
      "lanes": 1
    },
    "root_check": "vXbR7sA3AOErDWPyH7hYmA==",
    "epoch": 2,
    "epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "retired",
        "key": "Ae5U0yjYRXhKkAAVIkGZek0MfJ29xmErN6HRtHJ1jnK1uiAcYXSvzOJpYgnDjZKv67wjGhd63VOxC+UrIg=="
      },
      {
        "number": 2,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "AdbEKFXRDLIjIkZgDWUarkJPJaozYkTqdyqqs/pTHQwvAiVEUUc1/q6qkdLygWdfaE5oB1kHBTTsr8p9KA=="
      }
    ],
    "index_epoch": 1,
    "index_epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "ARhqlAWTtJdrMpuTOxL7n0Ie/jLIPG2R0viy6AROzjQkmrQSgjP5nMJlVWxAchP9sZ36Jyr18oLTSDvMjA=="
      }
    ],
    "ledger_public_key": "Wpey+VONF79qFgSBUvxR6v4y6AsQrNk1VbmyouG/mrk=",
    "ledger_key": "AZ3rDDu6eYR/a1JvgbHNfHZ8rUbFSHcEf/kYmuA1zj8lZ8188aeOO03IzsB1Px0lQnCnrq66TiNIWcmGKQ==",
    "register_key": "AT8vJ6GM2dCHCOJkpV2iZKHFrdzkJ0E3RX8vlcqbT4XeqMzjnfKbj/ZhEI+HAcp/rfJCHDY4FVLwIhcpNQ=="
  },
  "checksum": "HQRkZLEQMaNcktv76rkwOmCrrlnVt8bFbqRwAs3AQu4=",
  "mac": "rMuNooqly9aqOttVPyR2ycufQsPl7GU2tt29Ae8HxuY="
}
