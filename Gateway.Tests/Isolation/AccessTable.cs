using System.Text;
using Gateway.Tests.House;

namespace Gateway.Tests.Isolation;

/// <summary>The written table, <c>access.txt</c>: its head says how it reads.</summary>
sealed class AccessTable
{
    const string File = "Gateway.Tests/Isolation/access.txt";

    AccessTable(string[] columns, Dictionary<string, string[]> rows) => (Columns, Rows) = (columns, rows);

    /// <summary>Who calls.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Method and path to the cells, one of each column.</summary>
    public IReadOnlyDictionary<string, string[]> Rows { get; }

    public static AccessTable Read()
    {
        var lines = Repository.Read(File).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var rows = new Dictionary<string, string[]>();
        string[] columns = [.. Words(lines[0]).Skip(2)];
        foreach (var words in lines.Skip(1).Select(Words))
        {
            if (words.Length != columns.Length + 2)
                throw new FormatException($"{File}: {string.Join(' ', words)} has not one cell for each column.");
            rows.Add($"{words[0]} {words[1]}", words[2..]);
        }

        return new AccessTable(columns, rows);
    }

    /// <summary>A row as the file has it.</summary>
    public static string Write(string row, IEnumerable<string> columns, IReadOnlyDictionary<string, string> cells)
    {
        var words = row.Split(' ');
        var line = new StringBuilder($"{words[0],-6} {words[1],-35}");
        foreach (var column in columns)
            line.Append(' ').Append(cells[column].PadRight(column.Length));
        return line.ToString().TrimEnd();
    }

    static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
