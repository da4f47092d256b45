// Noise_IKpsk1_25519_AESGCM_SHA256 (noiseprotocol.org, revision 34), the initiator's side, then the transport.
import { concat, u64, utf8, type Bytes } from '../bytes';
import { expand, extract } from './hkdf';
import { Unopenable, type DhKey, type Suite } from './suite';

const NAME = utf8('Noise_IKpsk1_25519_AESGCM_SHA256'); // 32 bytes, so it is the first h as it stands
const KEY_BYTES = 32;
const NOTHING: Bytes = new Uint8Array();

/** The bytes are not what the other side would have sent; nothing changed. */
export class HandshakeFailed extends Error {}

export interface InitiatorKeys {
  readonly static: DhKey;
  readonly ephemeral: DhKey;
}

/** The side that knows the other's static key: writes message 1, reads message 2. */
export class Initiator {
  private constructor(
    private readonly suite: Suite,
    private readonly keys: InitiatorKeys,
    private readonly psk: Bytes,
    private readonly remoteStatic: Bytes,
    private readonly symmetric: Symmetric,
  ) {}

  static async start(
    suite: Suite,
    prologue: Bytes,
    psk: Bytes,
    remoteStatic: Bytes,
    keys: InitiatorKeys,
  ): Promise<Initiator> {
    const symmetric = new Symmetric(suite);
    await symmetric.mixHash(prologue);
    await symmetric.mixHash(remoteStatic);
    return new Initiator(suite, keys, psk, remoteStatic, symmetric);
  }

  /** Once. */
  async writeMessage1(payload: Bytes): Promise<Bytes> {
    const { suite, symmetric, keys } = this;
    await symmetric.mixEphemeral(keys.ephemeral.public);
    await symmetric.mixKey(await suite.exchange(keys.ephemeral, this.remoteStatic));
    const sealedStatic = await symmetric.encrypt(keys.static.public);
    await symmetric.mixKey(await suite.exchange(keys.static, this.remoteStatic));
    await symmetric.mixKeyAndHash(this.psk);
    return concat(keys.ephemeral.public, sealedStatic, await symmetric.encrypt(payload));
  }

  /** Throws HandshakeFailed, after which another may be read. */
  async readMessage2(message: Bytes): Promise<{ payload: Bytes; transport: Transport }> {
    if (message.length < KEY_BYTES) throw new HandshakeFailed('shorter than a key');
    const symmetric = this.symmetric.copy();
    const ephemeral = message.slice(0, KEY_BYTES);
    try {
      await symmetric.mixEphemeral(ephemeral);
      await symmetric.mixKey(await this.suite.exchange(this.keys.ephemeral, ephemeral));
      await symmetric.mixKey(await this.suite.exchange(this.keys.static, ephemeral));
      const payload = await symmetric.decrypt(message.slice(KEY_BYTES));
      const [sending, receiving] = await symmetric.split();
      return { payload, transport: new Transport(sending, receiving, symmetric.hash) };
    } catch (error) {
      throw failure(error);
    }
  }
}

/** What both sides speak after the handshake; each direction counts its own nonces. */
export class Transport {
  constructor(
    private readonly sending: Cipher,
    private readonly receiving: Cipher,
    /** The same on both sides; names this handshake alone. */
    readonly handshakeHash: Bytes,
  ) {}

  encrypt(plaintext: Bytes): Promise<Bytes> {
    return this.sending.encrypt(plaintext, NOTHING);
  }

  /** Throws HandshakeFailed, after which the same place is still open. */
  async decrypt(message: Bytes): Promise<Bytes> {
    try {
      return await this.receiving.decrypt(message, NOTHING);
    } catch (error) {
      throw failure(error);
    }
  }
}

/** Noise's CipherState: a key and a counter that is the nonce. */
class Cipher {
  constructor(
    private readonly suite: Suite,
    private readonly key: Bytes,
    private counter = 0,
  ) {}

  copy(): Cipher {
    return new Cipher(this.suite, this.key, this.counter);
  }

  async encrypt(plaintext: Bytes, associated: Bytes): Promise<Bytes> {
    const nonce = this.nonce();
    this.counter += 1;
    return this.suite.encrypt(await this.suite.importAesKey(this.key), nonce, associated, plaintext);
  }

  async decrypt(message: Bytes, associated: Bytes): Promise<Bytes> {
    const key = await this.suite.importAesKey(this.key);
    const plaintext = await this.suite.decrypt(key, this.nonce(), associated, message);
    this.counter += 1;
    return plaintext;
  }

  private nonce(): Bytes {
    return concat(new Uint8Array(4), u64(this.counter));
  }
}

/** Noise's SymmetricState. */
class Symmetric {
  hash: Bytes = NAME;
  private chainingKey: Bytes = NAME;
  private cipher: Cipher;

  constructor(private readonly suite: Suite) {
    this.cipher = new Cipher(suite, new Uint8Array(KEY_BYTES));
  }

  copy(): Symmetric {
    const twin = new Symmetric(this.suite);
    twin.hash = this.hash;
    twin.chainingKey = this.chainingKey;
    twin.cipher = this.cipher.copy();
    return twin;
  }

  async mixHash(data: Bytes): Promise<void> {
    this.hash = await this.suite.sha256(concat(this.hash, data));
  }

  /** With a psk in the pattern an ephemeral key goes into the key too. */
  async mixEphemeral(publicKey: Bytes): Promise<void> {
    await this.mixHash(publicKey);
    await this.mixKey(publicKey);
  }

  async mixKey(material: Bytes): Promise<void> {
    const derived = await this.derive(material, 2);
    this.chainingKey = derived.slice(0, KEY_BYTES);
    this.cipher = new Cipher(this.suite, derived.slice(KEY_BYTES));
  }

  async mixKeyAndHash(material: Bytes): Promise<void> {
    const derived = await this.derive(material, 3);
    this.chainingKey = derived.slice(0, KEY_BYTES);
    await this.mixHash(derived.slice(KEY_BYTES, 2 * KEY_BYTES));
    this.cipher = new Cipher(this.suite, derived.slice(2 * KEY_BYTES));
  }

  async encrypt(plaintext: Bytes): Promise<Bytes> {
    const message = await this.cipher.encrypt(plaintext, this.hash);
    await this.mixHash(message);
    return message;
  }

  async decrypt(message: Bytes): Promise<Bytes> {
    const plaintext = await this.cipher.decrypt(message, this.hash);
    await this.mixHash(message);
    return plaintext;
  }

  /** The initiator's cipher for sending, then the responder's. */
  async split(): Promise<[Cipher, Cipher]> {
    const derived = await this.derive(NOTHING, 2);
    return [
      new Cipher(this.suite, derived.slice(0, KEY_BYTES)),
      new Cipher(this.suite, derived.slice(KEY_BYTES)),
    ];
  }

  private async derive(material: Bytes, count: number): Promise<Bytes> {
    const secret = await extract(this.suite, this.chainingKey, material);
    return expand(this.suite, secret, NOTHING, count * KEY_BYTES);
  }
}

function failure(error: unknown): unknown {
  return error instanceof Unopenable ? new HandshakeFailed('message does not open', { cause: error }) : error;
}
