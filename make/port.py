"""Ends with a sentence when a port can't be had: granian would share it silently with another server."""

import socket
import sys


def main(port: str) -> int:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError, ValueError) as error:
            sys.stderr.write(
                f"Port {port} can't be had ({error}); perhaps Linkage runs there already.\n"
                "Another one: PORT=8001 make run\n"
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
