using System.Buffers.Binary;
using System.Text;

namespace Gateway.Analytics.Classify;

/// <summary>The types of the MaxMind DB format, by number.</summary>
enum MmdbType
{
    Extended = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Container = 12,
    EndMarker = 13,
    Boolean = 14,
    Float = 15,
}

/// <summary>The head of a value: its type, its size (of a map or array: entries), and where its payload begins.</summary>
readonly record struct MmdbField(MmdbType Type, int Size, int Payload);

/// <summary>
/// The data section of a MaxMind DB, or its metadata: values, addressed by their offset. Whatever the bytes are, a call ends with
/// an answer or an <see cref="InvalidDataException"/>: each read is checked against the section, depth and number of values are
/// bounded, pointers to pointers are refused.
/// </summary>
sealed class MmdbData(ReadOnlyMemory<byte> section)
{
    // Real records nest three deep and hold some hundred values. Pointers could make a small file unfold without end.
    const int MaxDepth = 32;
    const int MaxValues = 100_000;

    // What one look-up may step over. A city record has about 150 values before and in its country.
    const int MaxSteps = 1_000;

    public int Length => section.Length;

    /// <summary>The head of the value at the offset, with a pointer followed.</summary>
    public MmdbField Field(int at) => Field(at, out _);

    /// <summary>The same; <paramref name="next"/> is where the head, or the pointer, ends.</summary>
    MmdbField Field(int at, out int next)
    {
        var field = Head(at);
        next = field.Payload;
        if (field.Type != MmdbType.Pointer)
            return field;
        field = Head(field.Size);
        return field.Type != MmdbType.Pointer ? field : throw Bad(at, "a pointer to a pointer");
    }

    /// <summary>The text at the field, as UTF-8; empty when it is no text.</summary>
    public ReadOnlySpan<byte> Text(MmdbField field) => field.Type == MmdbType.Text ? Bytes(field.Payload, field.Size) : default;

    /// <summary>The value of a key of the map; false when the field is no map or has no such key.</summary>
    public bool TryFind(MmdbField map, ReadOnlySpan<byte> key, out MmdbField value)
    {
        value = default;
        if (map.Type != MmdbType.Map)
            return false;
        var values = MaxValues - MaxSteps;
        var at = map.Payload;
        for (var i = 0; i < map.Size; i++)
        {
            var name = Key(at, ref values, out at);
            if (name.SequenceEqual(key))
            {
                value = Field(at);
                return true;
            }

            at = Skip(at, depth: 0, ref values);
        }

        return false;
    }

    /// <summary>
    /// The whole value: string, double, float, byte[], bool, int, uint, ulong, UInt128, a list or a dictionary of such.
    /// </summary>
    public object Read(int at)
    {
        var values = 0;
        return Read(at, depth: 0, ref values, out _);
    }

    object Read(int at, int depth, ref int values, out int next)
    {
        Count(at, depth, ref values);
        var field = Field(at, out next);
        var inline = next == field.Payload;
        var end = field.Payload;
        object value = field.Type switch
        {
            MmdbType.Text => Decode(field, at),
            MmdbType.Double => BinaryPrimitives.ReadDoubleBigEndian(Fixed(field, 8, at)),
            MmdbType.Float => BinaryPrimitives.ReadSingleBigEndian(Fixed(field, 4, at)),
            MmdbType.Bytes => Bytes(field.Payload, field.Size).ToArray(),
            MmdbType.UInt16 => (uint)Number(field, 2, at),
            MmdbType.UInt32 => (uint)Number(field, 4, at),
            MmdbType.Int32 => (int)(uint)Number(field, 4, at),
            MmdbType.UInt64 => (ulong)Number(field, 8, at),
            MmdbType.UInt128 => Number(field, 16, at),
            MmdbType.Boolean => field.Size != 0,
            MmdbType.Map => ReadMap(field, depth, ref values, out end),
            MmdbType.Array => ReadArray(field, depth, ref values, out end),
            _ => throw Bad(at, $"a value of type {(int)field.Type}"),
        };
        if (inline)
            next = field.Type is MmdbType.Map or MmdbType.Array ? end : PayloadEnd(field);
        return value;
    }

    Dictionary<string, object> ReadMap(MmdbField field, int depth, ref int values, out int end)
    {
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        end = field.Payload;
        for (var i = 0; i < field.Size; i++)
        {
            var name = Encoding.UTF8.GetString(Key(end, ref values, out var at));
            map[name] = Read(at, depth + 1, ref values, out end);
        }

        return map;
    }

    List<object> ReadArray(MmdbField field, int depth, ref int values, out int end)
    {
        var list = new List<object>();
        end = field.Payload;
        for (var i = 0; i < field.Size; i++)
            list.Add(Read(end, depth + 1, ref values, out end));
        return list;
    }

    ReadOnlySpan<byte> Key(int at, ref int values, out int next)
    {
        Count(at, depth: 0, ref values);
        var field = Field(at, out next);
        if (field.Type != MmdbType.Text)
            throw Bad(at, "a map key that is no text");
        var key = Text(field);
        if (next == field.Payload)
            next = PayloadEnd(field);
        return key;
    }

    /// <summary>Where the value at the offset ends; pointers are stepped over, not followed.</summary>
    int Skip(int at, int depth, ref int values)
    {
        Count(at, depth, ref values);
        var field = Head(at);
        if (field.Type is not (MmdbType.Map or MmdbType.Array))
            return field.Type == MmdbType.Pointer ? field.Payload : PayloadEnd(field);
        var end = field.Payload;
        var items = field.Type == MmdbType.Map ? 2L * field.Size : field.Size;
        for (var i = 0L; i < items; i++)
            end = Skip(end, depth + 1, ref values);
        return end;
    }

    /// <summary>The head at the offset. Of a pointer: its target as size, and its end as payload.</summary>
    MmdbField Head(int at)
    {
        var control = Bytes(at, 1)[0];
        var type = (MmdbType)(control >> 5);
        var next = at + 1;
        if (type == MmdbType.Pointer)
            return Pointer(control, next);
        if (type == MmdbType.Extended)
        {
            type = (MmdbType)(7 + Bytes(next, 1)[0]);
            next++;
            if (type is <= MmdbType.Map or MmdbType.Container or MmdbType.EndMarker or > MmdbType.Float)
                throw Bad(at, $"a value of type {(int)type}");
        }

        var size = control & 0x1F;
        if (size < 29)
            return new(type, size, next);
        var extra = size - 28;
        var start = size switch { 29 => 29, 30 => 285, _ => 65_821 };
        return new(type, start + (int)Short(Bytes(next, extra)), next + extra);
    }

    MmdbField Pointer(byte control, int next)
    {
        var length = ((control >> 3) & 3) + 1;
        long low = Short(Bytes(next, length));
        long high = control & 7;
        var target = length switch
        {
            1 => (high << 8) + low,
            2 => (high << 16) + low + 2_048,
            3 => (high << 24) + low + 526_336,
            _ => low,
        };
        return target < section.Length
            ? new(MmdbType.Pointer, (int)target, next + length)
            : throw Bad(next - 1, "a pointer past the end");
    }

    string Decode(MmdbField field, int at)
    {
        var text = Text(field);
        return System.Text.Unicode.Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw Bad(at, "text that is not UTF-8");
    }

    UInt128 Number(MmdbField field, int maxSize, int at) =>
        field.Size <= maxSize ? BigEndian(Bytes(field.Payload, field.Size)) : throw Bad(at, $"a number of {field.Size} bytes");

    ReadOnlySpan<byte> Fixed(MmdbField field, int size, int at) =>
        field.Size == size ? Bytes(field.Payload, size) : throw Bad(at, $"a floating-point number of {field.Size} bytes");

    static int PayloadEnd(MmdbField field) => field.Payload + (field.Type == MmdbType.Boolean ? 0 : field.Size);

    static UInt128 BigEndian(ReadOnlySpan<byte> bytes)
    {
        UInt128 number = 0;
        foreach (var b in bytes)
            number = (number << 8) | b;
        return number;
    }

    /// <summary>Up to four bytes: what each look-up decodes many times.</summary>
    static uint Short(ReadOnlySpan<byte> bytes)
    {
        var number = 0u;
        foreach (var b in bytes)
            number = (number << 8) | b;
        return number;
    }

    ReadOnlySpan<byte> Bytes(int at, int length) => at >= 0 && length <= section.Length - at
        ? section.Span.Slice(at, length)
        : throw Bad(at, "a value that runs past the end");

    static void Count(int at, int depth, ref int values)
    {
        if (depth > MaxDepth)
            throw Bad(at, $"values nested deeper than {MaxDepth}");
        if (++values > MaxValues)
            throw Bad(at, "a record with too many values");
    }

    static InvalidDataException Bad(int at, string what) => new($"The MaxMind DB is damaged: {what}, at {at} of its data section.");
}
