namespace Gateway.Analytics.Queries.FromCells;

/// <summary>Texts by their UTF-8 bytes, as the database orders them with collation "C".</summary>
static class Utf8Order
{
    public static int Compare(string one, string two)
    {
        // UTF-16 orders as UTF-8 does, except that surrogates stand for what comes after everything else.
        for (var place = 0; place < one.Length && place < two.Length; place++)
        {
            if (one[place] == two[place])
                continue;
            var (left, right) = (char.IsSurrogate(one[place]), char.IsSurrogate(two[place]));
            return left == right ? one[place].CompareTo(two[place]) : left ? 1 : -1;
        }

        return one.Length.CompareTo(two.Length);
    }
}
