using System.Buffers;
using System.Text;
using System.Text.Json;
using Holdfast.Bench.Measuring;
using Holdfast.Bench.Rows;

namespace Holdfast.Bench.Output;

/// <summary>Writes a report as JSON, with the figure of every round; times in nanoseconds, rates a second.</summary>
internal static class JsonReport
{
    public static string Of(Report report)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("machine", report.Machine);
            json.WriteNumber("rounds", report.Rounds);
            json.WriteNumber("seconds", report.Slice.TotalSeconds);
            json.WriteStartArray("findings");
            foreach ((Row row, Finding finding) in report.Findings) Write(json, row, finding);
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (string note in report.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Row row, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("row", row.Name);
        json.WriteString("what", finding.What);
        Write(json, "ours", finding.Ours);
        if (finding.Peer is { } peer) Write(json, "peer", peer);
        json.WriteNumber("result", finding.Result.Median);
        json.WriteString("unit", NameOf(finding.Result.Unit));
        if (finding.Target is { } target)
        {
            json.WriteNumber("least", target.Least);
            json.WriteNumber("aim", target.Aim);
            json.WriteString("verdict", finding.Verdict);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Series series)
    {
        json.WriteStartObject(name);
        json.WriteString("name", series.Name);
        json.WriteString("unit", NameOf(series.Unit));
        json.WriteNumber("median", series.Median);
        json.WriteStartArray("rounds");
        foreach (double figure in series.Rounds) json.WriteNumberValue(figure);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string NameOf(Unit unit) => unit switch
    {
        Unit.Time => "ns",
        Unit.Rate => "/s",
        Unit.Bytes => "B",
        _ => "×",
    };
}
