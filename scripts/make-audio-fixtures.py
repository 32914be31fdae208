#!/usr/bin/python3
"""Makes e2e/fixtures/audio: short tagged files in every format, broken ones, and truth.json.

Needs ffmpeg and python3-mutagen on the machine that makes them. Tests and the app never run this: the files are
committed. Run from the repository's root: python3 scripts/make-audio-fixtures.py
"""
import base64, hashlib, json, math, random, struct, subprocess, sys, tempfile, wave
from pathlib import Path
from mutagen import aiff, apev2, asf, flac, id3, mp3, mp4, oggopus, oggvorbis, wave as mwave, wavpack

OUT = Path("e2e/fixtures/audio")
DECODE = Path("e2e/fixtures/audio-decode")
LOSSLESS_HZ, LOSSY_HZ, SECONDS = 22050, 44100, 6
ARTISTS = ["Marlow & the Tides", "Ana Reyes"]
ALBUM, ALBUM_ARTIST, DATE = "Night Ferry", "Marlow & the Tides", "2019-05-17"
GENRES = ["Indie Folk", "Dream Pop"]
TRACKS, DISC, DISCS = 12, 1, 2
LYRICS = "Lights on the harbour\nCount them in pairs\n夜明けの街"
GAIN = {"replaygain_track_gain": "-6.48 dB", "replaygain_track_peak": "0.912345",
        "replaygain_album_gain": "-7.10 dB", "replaygain_album_peak": "0.987654"}
MB = {"albumid": "5f1e2d3c-0a1b-4c2d-8e3f-405162738495", "artistid": "11111111-2222-4333-8444-555555555555",
      "albumartistid": "11111111-2222-4333-8444-555555555555", "releasegroupid": "99999999-8888-4777-8666-555555555555"}
# file name, title, codec, ffmpeg arguments, sample rate
FILES = [
    ("cbr.mp3", "Harbour Lights", "mp3", ["-c:a", "libmp3lame", "-b:a", "96k"], LOSSY_HZ),
    ("vbr-no-xing.mp3", "Slow Burner", "mp3", ["-c:a", "libmp3lame", "-q:a", "5", "-write_xing", "0"], LOSSY_HZ),
    ("tone.flac", "Static Bloom", "flac", ["-c:a", "flac", "-compression_level", "12"], LOSSLESS_HZ),
    ("tone.ogg", "Paper Moon", "vorbis", ["-c:a", "libvorbis", "-q:a", "3"], LOSSY_HZ),
    ("tone.opus", "夜明けの街", "opus", ["-c:a", "libopus", "-b:a", "96k"], 48000),
    ("tone.m4a", "Glass River", "aac", ["-c:a", "aac", "-b:a", "112k"], LOSSY_HZ),
    ("tone.alac.m4a", "Everything After", "alac", ["-c:a", "alac"], LOSSLESS_HZ),
    ("tone.wav", "Little Machines", "pcm", ["-c:a", "pcm_s16le"], LOSSLESS_HZ),
    ("tone.aiff", "Northbound", "pcm", ["-c:a", "pcm_s16be"], LOSSLESS_HZ),
    ("tone.wma", "Copper Sky", "wmav2", ["-c:a", "wmav2", "-b:a", "128k"], LOSSY_HZ),
    ("tone.wv", "The Long Way Round", "wavpack", ["-c:a", "wavpack"], LOSSLESS_HZ),
]


def ffmpeg(*args):
    subprocess.run(["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *map(str, args)], check=True)


def synth(path, hz, seconds, width=2, channels=2, gain=0.5):
    """Plucked chords over a bass: harmonic like music, cheap to compress, different left and right, no dither."""
    chords = [(220.0, 261.63, 329.63), (174.61, 220.0, 261.63), (196.0, 246.94, 293.66)]
    full = (1 << (8 * width - 1)) - 1
    step = seconds / len(chords)
    data = bytearray()
    for n in range(int(hz * seconds)):
        t = n / hz
        i = min(len(chords) - 1, int(t / step))
        u = t - i * step
        env = min(1, u * 80) * math.exp(-1.6 * u)
        f = chords[i]
        left = math.sin(2 * math.pi * f[0] / 2 * t) * 0.4 + math.sin(2 * math.pi * f[1] * t) * 0.35 * env
        right = math.sin(2 * math.pi * f[0] / 2 * t) * 0.4 + math.sin(2 * math.pi * f[2] * t) * 0.35 * env
        fade = min(1, (seconds - t) * 20)
        for v in (left, right)[:channels]:
            data += int(round(v * gain * fade * full)).to_bytes(width, "little", signed=True)
    with wave.open(str(path), "wb") as w:
        w.setnchannels(channels); w.setsampwidth(width); w.setframerate(hz); w.writeframes(bytes(data))


def recording_id(index):
    return f"aaaaaaaa-bbbb-4ccc-8ddd-{index:012d}"


def isrc(index):
    return f"GBAYE19{index:05d}"


def id3_frames(tags, title, no, jpeg):
    tags.add(id3.TIT2(encoding=3, text=[title])); tags.add(id3.TPE1(encoding=3, text=ARTISTS))
    tags.add(id3.TALB(encoding=3, text=[ALBUM])); tags.add(id3.TPE2(encoding=3, text=[ALBUM_ARTIST]))
    tags.add(id3.TRCK(encoding=3, text=[f"{no}/{TRACKS}"])); tags.add(id3.TPOS(encoding=3, text=[f"{DISC}/{DISCS}"]))
    tags.add(id3.TDRC(encoding=3, text=[DATE])); tags.add(id3.TCON(encoding=3, text=GENRES))
    tags.add(id3.TSRC(encoding=3, text=[isrc(no)]))
    tags.add(id3.USLT(encoding=3, lang="eng", desc="", text=LYRICS))
    tags.add(id3.UFID(owner="http://musicbrainz.org", data=recording_id(no).encode()))
    tags.add(id3.TXXX(encoding=3, desc="ARTISTS", text=ARTISTS))
    for desc, key in [("Album", "albumid"), ("Artist", "artistid"), ("Album Artist", "albumartistid"),
                      ("Release Group", "releasegroupid")]:
        tags.add(id3.TXXX(encoding=3, desc=f"MusicBrainz {desc} Id", text=[MB[key]]))
    for key, value in GAIN.items():
        tags.add(id3.TXXX(encoding=3, desc=key.upper(), text=[value]))
    tags.add(id3.APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=jpeg))


def vorbis_fields(tags, title, no):
    tags.update({"title": title, "artist": ARTISTS, "artists": ARTISTS, "album": ALBUM, "albumartist": ALBUM_ARTIST,
                 "tracknumber": str(no), "tracktotal": str(TRACKS), "totaltracks": str(TRACKS), "discnumber": str(DISC),
                 "disctotal": str(DISCS), "totaldiscs": str(DISCS), "date": DATE, "genre": GENRES, "isrc": isrc(no),
                 "lyrics": LYRICS, "musicbrainz_trackid": recording_id(no)})
    for key, value in MB.items():
        tags[f"musicbrainz_{key}"] = value
    for key, value in GAIN.items():
        tags[key] = value


def flac_picture(jpeg):
    picture = flac.Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", jpeg
    picture.width = picture.height = 96
    picture.depth = 24
    return picture


def tag(path, title, no, jpeg):
    name = path.name
    if name.endswith(".mp3"):
        audio = mp3.MP3(path); audio.add_tags() if audio.tags is None else None
        id3_frames(audio.tags, title, no, jpeg)
    elif name.endswith((".wav", ".aiff")):
        audio = (mwave.WAVE if name.endswith(".wav") else aiff.AIFF)(path)
        audio.add_tags() if audio.tags is None else None
        id3_frames(audio.tags, title, no, jpeg)
    elif name.endswith(".flac"):
        audio = flac.FLAC(path); audio.delete(); vorbis_fields(audio, title, no); audio.add_picture(flac_picture(jpeg))
    elif name.endswith((".ogg", ".opus")):
        audio = (oggvorbis.OggVorbis if name.endswith(".ogg") else oggopus.OggOpus)(path); audio.delete()
        vorbis_fields(audio, title, no)
        audio["metadata_block_picture"] = [base64.b64encode(flac_picture(jpeg).write()).decode("ascii")]
    elif name.endswith(".m4a"):
        audio = mp4.MP4(path); audio.delete()
        audio.add_tags() if audio.tags is None else None
        free = lambda *values: [mp4.MP4FreeForm(v.encode()) for v in values]
        audio.update({"\xa9nam": [title], "\xa9ART": ARTISTS, "aART": [ALBUM_ARTIST], "\xa9alb": [ALBUM],
                      "trkn": [(no, TRACKS)], "disk": [(DISC, DISCS)], "\xa9day": [DATE], "\xa9gen": GENRES,
                      "\xa9lyr": [LYRICS], "covr": [mp4.MP4Cover(jpeg, mp4.MP4Cover.FORMAT_JPEG)],
                      "----:com.apple.iTunes:ARTISTS": free(*ARTISTS), "----:com.apple.iTunes:ISRC": free(isrc(no)),
                      "----:com.apple.iTunes:MusicBrainz Track Id": free(recording_id(no))})
        for desc, key in [("Album", "albumid"), ("Artist", "artistid"), ("Album Artist", "albumartistid"),
                          ("Release Group", "releasegroupid")]:
            audio[f"----:com.apple.iTunes:MusicBrainz {desc} Id"] = free(MB[key])
        for key, value in GAIN.items():
            audio[f"----:com.apple.iTunes:{key}"] = free(value)
    elif name.endswith(".wma"):
        audio = asf.ASF(path); audio.delete()
        audio.update({"Title": [title], "Author": ARTISTS, "WM/ARTISTS": ARTISTS, "WM/AlbumArtist": [ALBUM_ARTIST],
                      "WM/AlbumTitle": [ALBUM], "WM/TrackNumber": [f"{no}/{TRACKS}"], "WM/PartOfSet": [f"{DISC}/{DISCS}"],
                      "WM/Year": [DATE], "WM/Genre": GENRES, "WM/ISRC": [isrc(no)], "WM/Lyrics": [LYRICS],
                      "MusicBrainz/Track Id": [recording_id(no)], "MusicBrainz/Album Id": [MB["albumid"]],
                      "MusicBrainz/Artist Id": [MB["artistid"]], "MusicBrainz/Album Artist Id": [MB["albumartistid"]],
                      "MusicBrainz/Release Group Id": [MB["releasegroupid"]]})
        for key, value in GAIN.items():
            audio[key.upper()] = [value]
        mime = "image/jpeg".encode("utf-16-le") + b"\0\0"
        blob = struct.pack("<bi", 3, len(jpeg)) + mime + b"\0\0" + jpeg
        audio["WM/Picture"] = [asf.ASFByteArrayAttribute(blob)]
    else:
        audio = wavpack.WavPack(path)
        audio.tags is None and audio.add_tags()
        audio.tags.update({"Title": title, "Artist": ARTISTS, "Artists": ARTISTS, "Album Artist": ALBUM_ARTIST,
                           "Album": ALBUM, "Track": f"{no}/{TRACKS}", "Disc": f"{DISC}/{DISCS}", "Year": DATE,
                           "Genre": GENRES, "ISRC": isrc(no), "Lyrics": LYRICS, "MUSICBRAINZ_TRACKID": recording_id(no)})
        for key, value in MB.items():
            audio.tags[f"MUSICBRAINZ_{key.upper()}"] = value
        for key, value in GAIN.items():
            audio.tags[key.upper()] = value
        audio.tags["Cover Art (Front)"] = apev2.APEValue(b"Cover Art (Front).jpg\0" + jpeg, apev2.BINARY)
    audio.save()


def decode_fixtures(work):
    """Untagged second-long files for the decoders: other depths, channel counts and modes, with their PCM's SHA-256."""
    DECODE.mkdir(parents=True, exist_ok=True)
    short = 0.5
    synth(work / "s24.wav", LOSSLESS_HZ, short, 3)
    synth(work / "mono.wav", LOSSLESS_HZ, short, 2, 1)
    synth(work / "hot.wav", LOSSLESS_HZ, short, 2, 2, 1.33)
    ffmpeg("-f", "lavfi", "-i", f"anoisesrc=r={LOSSLESS_HZ}:d=0.25:seed=3:a=0.9", "-ac", "2", "-c:a", "pcm_s16le", work / "noise.wav")
    ffmpeg("-i", work / "s24.wav", "-af", "pan=5.1|c0=c0|c1=c1|c2=0.5*c0|c3=0.3*c1|c4=0.7*c0|c5=0.6*c1", "-c:a", "pcm_s16le", work / "six.wav")
    jobs = [("s24", "alac", "m4a", ["-c:a", "alac", "-sample_fmt", "s32p"]), ("mono", "alac", "m4a", ["-c:a", "alac"]),
            ("noise", "alac", "m4a", ["-c:a", "alac"]), ("six", "alac", "m4a", ["-c:a", "alac"]),
            ("s24", "wv", "wv", ["-c:a", "wavpack", "-sample_fmt", "s32p"]),
            ("mono", "wv", "wv", ["-c:a", "wavpack"]), ("noise", "wv", "wv", ["-c:a", "wavpack"]),
            ("six", "wv", "wv", ["-c:a", "wavpack", "-compression_level", "3"]), ("six", "flac", "flac", ["-c:a", "flac"]),
            ("s24", "flac", "flac", ["-c:a", "flac", "-sample_fmt", "s32"]),
            ("s24", "aiff", "aiff", ["-c:a", "pcm_s24be"]),
            ("s24", "wav", "wav", ["-c:a", "pcm_s24le"]), ("s24", "f32", "wav", ["-c:a", "pcm_f32le"]),
            ("mono", "sowt", "aiff", ["-c:a", "pcm_s16le", "-f", "aiff"]), ("mono", "u8", "wav", ["-c:a", "pcm_u8"])]
    truth = {}
    for source, name, extension, args in jobs:
        target = DECODE / f"{source}-{name}.{extension}"
        try:
            ffmpeg("-i", work / f"{source}.wav", "-map_metadata", "-1", "-fflags", "+bitexact", *args, target)
        except subprocess.CalledProcessError:
            print("skipped", target); target.unlink(missing_ok=True); continue
        pcm = subprocess.run(["ffmpeg", "-loglevel", "error", "-i", str(target), "-f", "f32le", "-c:a", "pcm_f32le", "-"],
                             check=True, capture_output=True).stdout
        probe = json.loads(subprocess.run(["ffprobe", "-loglevel", "error", "-show_streams", "-of", "json", str(target)],
                                          check=True, capture_output=True).stdout)["streams"][0]
        truth[target.name] = {"channels": probe["channels"], "sample_rate_hz": int(probe["sample_rate"]),
                              "frames": len(pcm) // 4 // probe["channels"],
                              "f32le_interleaved_sha256": hashlib.sha256(pcm).hexdigest()}
    (DECODE / "truth.json").write_text(json.dumps(truth, indent=2) + "\n")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    truth = {"shared": {"artists": ARTISTS, "album": ALBUM, "album_artist": ALBUM_ARTIST, "genres": GENRES, "date": DATE,
                        "year": 2019, "track_total": TRACKS, "disc_no": DISC, "disc_total": DISCS, "lyrics": LYRICS,
                        **{k: float(v.split()[0]) for k, v in GAIN.items()},
                        **{f"musicbrainz_{k}": v for k, v in MB.items()}}, "files": {}, "bad": {}}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        synth(work / f"{LOSSLESS_HZ}.wav", LOSSLESS_HZ, SECONDS)
        synth(work / f"{LOSSY_HZ}.wav", LOSSY_HZ, SECONDS)
        ffmpeg("-i", work / f"{LOSSY_HZ}.wav", "-ar", 48000, work / "48000.wav")
        ffmpeg("-f", "lavfi", "-i", "testsrc=s=96x96:d=0.04:r=25", "-frames:v", 1, "-q:v", 8, work / "cover.jpg")
        jpeg = (work / "cover.jpg").read_bytes()
        (OUT / "cover.jpg").write_bytes(jpeg)
        truth["shared"]["cover"] = {"mime": "image/jpeg", "bytes": len(jpeg), "sha256": hashlib.sha256(jpeg).hexdigest()}
        with wave.open(str(work / f"{LOSSLESS_HZ}.wav")) as w:
            truth["shared"]["lossless_pcm_s16le_sha256"] = hashlib.sha256(w.readframes(w.getnframes())).hexdigest()
        for no, (name, title, codec, args, hz) in enumerate(FILES, 1):
            target = OUT / name
            ffmpeg("-i", work / f"{hz}.wav", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", *args, target)
            tag(target, title, no, jpeg)
            pcm = subprocess.run(["ffmpeg", "-loglevel", "error", "-i", str(target), "-f", "s16le", "-"], check=True, capture_output=True).stdout
            truth["files"][name] = {"title": title, "track_no": no, "codec": codec, "duration_sec": float(SECONDS),
                                    "duration_tolerance_sec": 0.7 if codec == "wmav2" else 0.1, "decoded_frames": len(pcm) // 4,
                                    "sample_rate_hz": hz, "channels": 2, "isrc": isrc(no),
                                    "musicbrainz_recordingid": recording_id(no), "size_bytes": target.stat().st_size}
        decode_fixtures(work)
    random.seed(1)
    (OUT / "empty.mp3").write_bytes(b"")
    (OUT / "garbage.flac").write_bytes(random.randbytes(4096))
    (OUT / "truncated.m4a").write_bytes((OUT / "tone.m4a").read_bytes()[: 20000])
    (OUT / "truncated.ogg").write_bytes((OUT / "tone.ogg").read_bytes()[: 300])
    truth["bad"] = {"empty.mp3": "0 bytes", "garbage.flac": "random bytes", "truncated.m4a": "cut in the sound, no index (moov)",
                    "truncated.ogg": "cut inside the comment header"}
    (OUT / "truth.json").write_text(json.dumps(truth, indent=2, ensure_ascii=False) + "\n")
    print({p.name: p.stat().st_size for p in sorted([*OUT.iterdir(), *DECODE.iterdir()])})


main()
