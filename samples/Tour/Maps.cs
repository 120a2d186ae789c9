using Holdfast.Processes;

namespace Tour;

/// <summary>One function over many items: of one parameter, of several, and with names.</summary>
internal static class Maps
{
    public static void Run()
    {
        using ProcessContext context = new(options: new() { Workers = 2 });

        Console.WriteLine(string.Join(" ", context.Map(Square, (int[])[1, 2, 3, 4])));

        long[] cubes = [.. context.Map<long>(Power, new MapArguments
        {
            Items = Enumerable.Range(0, 100),
            Arguments = [3],
        })];
        Console.WriteLine($"{string.Join(" ", cubes[..5])} ... {string.Join(" ", cubes[^2..])}");

        Console.WriteLine(string.Join(" ", context.Map<long>(Power, new MapArguments
        {
            ItemArguments = [[2, 2], [3, 2], [6, 2], [2, 8]],
        })));

        (int Number, int Exponent)[] thingies = [(10, 3), (5, 5), (5, 2), (9, 3), (5, 3), (4, 8), (1, 4)];
        Console.WriteLine(string.Join(" ", context.Map<long>(Thingy, new MapArguments
        {
            Arguments = [7],
            NamedItemArguments = thingies.Select(thingy => new Dictionary<string, object?>
            {
                ["number"] = thingy.Number,
                ["exponent"] = thingy.Exponent,
            }),
        })));
    }

    private static int Square(int number) => number * number;

    private static long Power(long number, int exponent) =>
        Enumerable.Repeat(number, exponent).Aggregate(1L, (product, factor) => product * factor);

    private static long Thingy(int seed, long number, int exponent) => seed + Power(number, exponent);
}
