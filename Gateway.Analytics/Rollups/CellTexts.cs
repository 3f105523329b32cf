using System.IO.Hashing;
using System.Text;

namespace Gateway.Analytics.Rollups;

/// <summary>
/// Numbers for texts, in the order in which they appear: each becomes a string once, however many cells hold it. Number 0 is
/// the empty text, which is "none". For one reader at a time.
/// </summary>
public sealed class CellTexts
{
    readonly Dictionary<ulong, int> byHash = [];
    readonly List<byte[]> bytes = [];
    readonly List<string> texts = [];

    public CellTexts() => Add([]);

    public int Count => texts.Count;

    public string this[int number] => texts[number];

    internal ReadOnlySpan<byte> Utf8(int number) => bytes[number];

    /// <summary>The number of the text, a new one where it has none.</summary>
    public int Add(ReadOnlySpan<byte> utf8)
    {
        // Equal hashes of different texts walk on to the next number.
        for (var hash = XxHash3.HashToUInt64(utf8); ; hash++)
        {
            if (!byHash.TryGetValue(hash, out var number))
            {
                byHash.Add(hash, texts.Count);
                bytes.Add(utf8.ToArray());
                texts.Add(Encoding.UTF8.GetString(utf8));
                return texts.Count - 1;
            }

            if (utf8.SequenceEqual(bytes[number]))
                return number;
        }
    }
}
