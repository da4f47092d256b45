from dissononce.processing.handshakepatterns.handshakepattern import HandshakePattern

class IKHandshakePattern(HandshakePattern):
    def __init__(self) -> None: ...
