import type { BitReader } from "#core/audio/decode/bit-reader.ts";

/** Which of the channels in the order of the bit stream stands at each place of WAV's order. */
export type ChannelOrder = readonly number[];

/** By channel configuration: AAC sends the centre first, pairs from front to back, the LFE last. */
const orders: Readonly<Record<number, ChannelOrder>> = {
  1: [0],
  2: [0, 1],
  3: [1, 2, 0],
  4: [1, 2, 0, 3],
  5: [1, 2, 0, 3, 4],
  6: [1, 2, 0, 5, 3, 4],
  7: [1, 2, 0, 7, 5, 6, 3, 4],
  11: [1, 2, 0, 6, 5, 3, 4],
  12: [1, 2, 0, 7, 5, 6, 3, 4],
};

/** Null for 0 (a program configuration element says it) and for configurations Segue does not know. */
export function channelOrder(configuration: number): ChannelOrder | null {
  return orders[configuration] ?? null;
}

/** `program_config_element` after its tag: says which elements stand where. Throws RangeError when it makes no sense. */
export function readProgramConfig(bits: BitReader): ChannelOrder {
  bits.skip(6);
  const counts = [bits.read(4), bits.read(4), bits.read(4)];
  const lfes = bits.read(2);
  const dataStreams = bits.read(3);
  const couplings = bits.read(4);
  for (const mixdownBits of [4, 4, 3]) if (bits.read(1) === 1) bits.skip(mixdownBits);
  let channel = 0;
  const [front, side, back] = counts.map((count) =>
    Array.from({ length: count }, () => {
      const isPair = bits.read(1) === 1;
      bits.skip(4);
      channel += isPair ? 2 : 1;
      return isPair ? [channel - 2, channel - 1] : [channel - 1];
    }),
  );
  const lfe = Array.from({ length: lfes }, (_, index) => channel + index);
  bits.skip(lfes * 4 + dataStreams * 4 + couplings * 5);
  bits.position = Math.ceil(bits.position / 8) * 8;
  bits.skip(bits.read(8) * 8);
  const pairs = front?.filter((element) => element.length === 2) ?? [];
  const singles = front?.filter((element) => element.length === 1) ?? [];
  const order = [
    ...(pairs[0] ?? []),
    ...singles.flat(),
    ...lfe,
    ...(back ?? []).flat(),
    ...(side ?? []).flat(),
    ...pairs.slice(1).flat(),
  ];
  if (order.length === 0 || order.length > 16 || bits.overrun)
    throw new RangeError("An AAC program makes no sense.");
  return order;
}
