# The address and the code of an own server.
address-empty = Type the server’s name or address, such as meet.example.com.
address-page = This is the address of a web page ({ $scheme }://). { $has_meant ->
        [yes] Did you mean { $meant }?
       *[no] Write the name alone, such as meet.example.com.
    }
address-path = Only a port may follow the name, as in meet.example.com:7443.
address-user = No user name or password (with an @) belongs before the name.
address-port = “{ $port }” is not a port: that is a number from 1 to 65535, as in meet.example.com:7443.
address-port-missing = The port follows the colon, a number from 1 to 65535. If you don’t know it, leave the colon out.
address-brackets = An IPv6 address with a port stands in square brackets: [2001:db8::1]:7443.
address-numbers = An IPv4 address has four numbers from 0 to 255, without zeros before them: 192.0.2.1.
address-zone = An address that begins with fe80 needs the network card, and only such an address: fe80::1%eth0.
address-no-single-host = This stands for all computers at once. Give the server’s own address.
address-space = There is a space in it. Write name and port together: meet.example.com:7443.
address-sign = The sign “{ $sign }” can’t be in a name.
address-name = This can’t be a name: between two dots there are 1 to 63 characters.
token-empty = There is no access code in it.
token-mistyped = This access code has a typing mistake in it, or a part is missing. Copy it once more, as a whole, or ask whoever sent it.
token-weak = This access code is too short or can be guessed. Ask whoever sent it for the code once more.
server-file-missing = This file is not there.
server-file-unreadable = This file can’t be read.
server-file-no-certificate = This file holds no certificate (-----BEGIN CERTIFICATE-----).
# $ms: a whole number.
server-test-running = Trying it…
server-test-answers = Answers in { $ms } ms and counts what gets lost, both ways.
server-test-no-loss = Answers in { $ms } ms, but this network lets no UDP through: what gets lost can’t be counted.
server-test-this-computer = Answers in { $ms } ms, but runs on this very computer: that says nothing about your internet.
