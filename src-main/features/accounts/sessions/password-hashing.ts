import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Cost of scrypt: memory is 128 * 2^ln * r bytes. RFC 7914; docs/decisions/0009. */
export interface ScryptCost {
  /** Base 2 logarithm of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** What OWASP asks of scrypt at least: 128 MiB, about a third of a second. */
export const usualCost: ScryptCost = { ln: 17, r: 8, p: 1 };

const saltBytes = 16;
const keyBytes = 32;
/** Above these a stored hash is not ours, and checking it would take gigabytes. */
const highestCost: ScryptCost = { ln: 22, r: 32, p: 16 };

/** Makes a key of {@link keyBytes} from a password. */
export type DeriveKey = (password: string, salt: Buffer, cost: ScryptCost) => Promise<Buffer>;

interface ParsedHash {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/**
 * Hashes passwords with scrypt from OpenSSL, which Node and Electron bring. One at a time: each takes 128 MiB, and guessing
 * must not be able to take the machine's memory. It runs in libuv's threads, so that nothing else waits.
 */
export class PasswordHashing {
  readonly #cost: ScryptCost;
  readonly #deriveKey: DeriveKey;
  readonly #decoy: string;
  #last: Promise<unknown> = Promise.resolve();

  /** @param deriveKey for tests, which count how often it is called */
  constructor(cost: ScryptCost = usualCost, deriveKey: DeriveKey = deriveWithScrypt) {
    this.#cost = cost;
    this.#deriveKey = deriveKey;
    this.#decoy = format({ cost, salt: randomBytes(saltBytes), key: randomBytes(keyBytes) });
  }

  /** @returns `$scrypt$ln=17,r=8,p=1$<salt>$<key>`, base64 without padding */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const key = await this.#derive(password, salt, this.#cost);
    return format({ cost: this.#cost, salt, key });
  }

  /**
   * Compares in constant time, with the parameters that the hash was made with.
   *
   * @param hash null: there is none (no such profile). The same work is done, and the answer is false
   */
  async verify(password: string, hash: string | null): Promise<boolean> {
    const { cost, salt, key } = parse(hash ?? this.#decoy);
    const given = await this.#derive(password, salt, cost);
    return timingSafeEqual(given, key) && hash !== null;
  }

  /** Whether a hash was made at a lower cost than is usual now: the next log-in makes it anew. */
  isWeak(hash: string): boolean {
    const { ln, r, p } = parse(hash).cost;
    return ln < this.#cost.ln || r < this.#cost.r || p < this.#cost.p;
  }

  #derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
    const derived = this.#last.then(() => this.#deriveKey(password, salt, cost));
    this.#last = derived.catch(() => undefined);
    return derived;
  }
}

/** scrypt as OpenSSL has it (BoringSSL in Electron), in one of libuv's threads. */
export const deriveWithScrypt: DeriveKey = (password, salt, { ln, r, p }) => {
  const N = 2 ** ln;
  const options = { N, r, p, maxmem: 128 * N * r + 128 * r * p + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard may come as other code points.
    scrypt(password.normalize("NFKC"), salt, keyBytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
};

function format({ cost, salt, key }: ParsedHash): string {
  const parameters = `ln=${cost.ln},r=${cost.r},p=${cost.p}`;
  return `$scrypt$${parameters}$${unpadded(salt)}$${unpadded(key)}`;
}

/** Throws where the database holds something else: nobody may be let in or kept out by a guess at what it means. */
function parse(hash: string): ParsedHash {
  const match =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(
      hash,
    );
  if (match === null) throw new Error("A stored password hash is not one of Segue's");
  const [, ln, r, p, salt = "", key = ""] = match;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln > highestCost.ln || cost.r > highestCost.r || cost.p > highestCost.p)
    throw new Error("A stored password hash asks for more work than any of Segue's");
  return { cost, salt: Buffer.from(salt, "base64"), key: Buffer.from(key, "base64") };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
