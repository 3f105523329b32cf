using System.Numerics;

namespace Gateway.Analytics.Rollups;

/// <summary>Texts in UTF-8, one after the other in one array: a tally makes no object for a value.</summary>
sealed class TextPool
{
    byte[] bytes = [];
    int used;

    public ReadOnlySpan<byte> this[(int Start, int Length) text] => bytes.AsSpan(text.Start, text.Length);

    /// <summary>Where the text lies from now on.</summary>
    public (int Start, int Length) Add(ReadOnlySpan<byte> text)
    {
        if (bytes.Length - used < text.Length)
            Array.Resize(ref bytes, (int)BitOperations.RoundUpToPowerOf2((uint)(used + text.Length + 64)));
        text.CopyTo(bytes.AsSpan(used));
        used += text.Length;
        return (used - text.Length, text.Length);
    }

    public void Clear() => used = 0;
}
