using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Gateway.Analytics.Events;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Imports;

/// <summary>
/// Knows which lines were imported before. A line is named by a hash of what is stored of it (not of address, user agent or query,
/// which the hash could give away) and of its place among the equal ones of its file. So a file that comes again, also as part of
/// a longer one, brings nothing new; and of two equal requests both count.
/// </summary>
/// <remarks>64 bits: among a million lines of a tenant in an hour two different ones are taken for one with a chance of 1 to 40 million.</remarks>
/// <param name="database">Holds the names by tenant and hour.</param>
/// <param name="source">The server whose logs these are.</param>
sealed class ImportedLines(AnalyticsDatabase database, string source)
{
    /// <summary>Hours of tenants that are held in memory. A log goes along with time, so few are in use at once.</summary>
    const int MostHours = 200;

    readonly Dictionary<(string Tenant, DateTime Hour), Book> books = [];
    long uses;
    int file;

    public void NextFile() => file++;

    /// <summary>Those that were not imported before, with their name as the sequence.</summary>
    public async Task<IReadOnlyList<EventRow>> NewAsync(IReadOnlyList<EventRow> rows, CancellationToken token)
    {
        var news = new List<EventRow>(rows.Count);
        foreach (var row in rows)
        {
            var book = await BookAsync(row.Event.Tenant, Hour(row), token);
            var name = Hash(row.Event, 0);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(book.Equal, name, out _);
            if (count++ > 0)
                name = Hash(row.Event, count - 1);
            if (book.Known.Add(name))
                news.Add(row with { Sequence = name });
        }

        return news;
    }

    /// <summary>Notes lines in the transaction that stores them.</summary>
    public async Task NoteAsync(DatabaseSession session, IReadOnlyList<EventRow> rows, CancellationToken token)
    {
        foreach (var hour in rows.GroupBy(row => (row.Event.Tenant, Hour: Hour(row))))
        {
            var ids = hour.Select(row => row.Sequence).ToArray();
            var bytes = new byte[ids.Length * sizeof(long)];
            for (var place = 0; place < ids.Length; place++)
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(place * sizeof(long)), ids[place]);
            await session.ExecuteAsync(
                "/* gateway:imports/note */ insert into imported_lines (tenant, hour, ids) values ($1, $2, $3)",
                token,
                new NpgsqlParameter { Value = hour.Key.Tenant },
                new NpgsqlParameter { Value = hour.Key.Hour },
                new NpgsqlParameter { Value = bytes });
        }
    }

    /// <summary>Removes the notes of what is not kept any more: it is refused for its age.</summary>
    public async Task ForgetAsync(DateTime before, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await session.ExecuteAsync("/* gateway:imports/forget */ delete from imported_lines where hour < $1 - interval '366 days'", token, new NpgsqlParameter { Value = before });
        await session.CommitAsync(token);
    }

    static DateTime Hour(EventRow row) => Grain.Hour.Floor(row.Event.Time).UtcDateTime;

    async Task<Book> BookAsync(string tenant, DateTime hour, CancellationToken token)
    {
        if (!books.TryGetValue((tenant, hour), out var book))
        {
            if (books.Count >= MostHours)
                books.Remove(books.MinBy(each => each.Value.Used).Key);
            books.Add((tenant, hour), book = new Book { File = file });
            await ReadAsync(tenant, hour, book.Known, token);
        }

        if (book.File != file)
        {
            book.Equal.Clear();
            book.File = file;
        }

        book.Used = uses++;
        return book;
    }

    async Task ReadAsync(string tenant, DateTime hour, HashSet<long> known, CancellationToken token)
    {
        await using var session = await database.IngestAsync(token);
        await using var command = session.Command(
            "/* gateway:imports/known */ select ids from imported_lines where tenant = $1 and hour = $2",
            new NpgsqlParameter { Value = tenant },
            new NpgsqlParameter { Value = hour });
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            var bytes = reader.GetFieldValue<byte[]>(0).AsSpan();
            for (; bytes.Length >= sizeof(long); bytes = bytes[sizeof(long)..])
                known.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes));
        }
    }

    /// <summary>Positive, for it is shown in the request's id.</summary>
    long Hash(in RequestEvent line, int place)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{source}\n{line.Tenant}\n{line.Time.Ticks}\n{(int)line.Method}\n{line.Host}\n{line.Path}\n{(int)line.Protocol}\n{line.Status}\n{line.BytesIn}\n{line.BytesOut}\n{line.DurationMicros}\n{place}");
        return (long)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())) >> 1);
    }

    /// <summary>One hour of a tenant: what is known, and how often each line came in this file.</summary>
    sealed class Book
    {
        public HashSet<long> Known { get; } = [];
        public Dictionary<long, int> Equal { get; } = [];
        public int File { get; set; }
        public long Used { get; set; }
    }
}
