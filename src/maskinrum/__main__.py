from maskinrum.config.console import main

main()
