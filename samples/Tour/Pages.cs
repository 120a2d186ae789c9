using Holdfast.Processes;

namespace Tour;

/// <summary>Downloads pages with warm workers, from a server in this program.</summary>
internal static class Pages
{
    public static void Run()
    {
        using PageServer server = new();
        using ProcessContext context = new(options: new() { Workers = 4 });
        string[] addresses = [.. Enumerable.Range(1, 29).Select(page => $"{server.Address}{page}")];
        IEnumerable<int> lengths = context.Map<int>(Download, new MapArguments { Items = addresses });
        foreach ((string address, int length) in addresses.Zip(lengths))
            Console.WriteLine($"page {address[server.Address.Length..]}: {length} bytes");
    }

    private static async Task<int> Download(string address)
    {
        using HttpClient client = new();
        return (await client.GetByteArrayAsync(new Uri(address))).Length;
    }
}
