using System.IO.Hashing;

namespace Gateway.Analytics.Spool;

/// <summary>
/// Strings that were decoded before, so that the names of a configuration are not made anew for each event. Two bounded tables,
/// since paths may be all different and must not push out the names. For one reader, one thread at a time.
/// </summary>
sealed class EventTexts
{
    readonly Table<string> names = new(EncodedRest.Decode);
    readonly Table<string> paths = new(EncodedRest.Decode);
    readonly Table<string[]> lists = new(EncodedRest.DecodeAll);

    public string Name(ReadOnlySpan<byte> text) => names.Get(text);

    public string Path(ReadOnlySpan<byte> text) => paths.Get(text);

    public string[] Names(ReadOnlySpan<byte> texts) => lists.Get(texts);

    /// <summary>One place per hash; what comes last stays.</summary>
    sealed class Table<T>(Table<T>.Decode decode)
        where T : class
    {
        const int Size = 4096;

        // Longer ones are rarely seen twice and would make the table heavy.
        const int LengthMaximum = 130;

        readonly (byte[] Bytes, T Value)[] places = new (byte[], T)[Size];

        public delegate T Decode(ReadOnlySpan<byte> bytes);

        public T Get(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > LengthMaximum)
                return decode(bytes);
            ref var place = ref places[XxHash3.HashToUInt64(bytes) % Size];
            if (place.Bytes is null || !bytes.SequenceEqual(place.Bytes))
                place = (bytes.ToArray(), decode(bytes));
            return place.Value;
        }
    }
}
