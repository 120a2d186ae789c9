using System.Diagnostics.CodeAnalysis;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Workers;

namespace Holdfast.Processes.Maps;

/// <summary>Runs one piece of a map, also when workers die of it.</summary>
/// <remarks>
/// An item counts as the cause when three workers have died of pieces with it, the last one of it alone: before the
/// last try a piece is halved, and each half of which a worker dies again. So the other items get their results. After
/// a number of deaths it is given up to find single causes, and each item that was there fails.
/// Threads. One at a time.
/// </remarks>
/// <param name="ask">Gives items to a worker.</param>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed class PieceRun(Func<ChunkItems, Task<ChunkResult>> ask)
{
    /// <summary>How many workers may die of one piece before it counts as their cause.</summary>
    public const int MostDeaths = 3;

    /// <summary>
    /// How many more may die of its parts: one cause in the largest piece (2^18 items) is always found, some in a
    /// small one too.
    /// </summary>
    public const int MostFurtherDeaths = 24;

    private int _furtherDeaths;

    /// <summary>Runs a piece.</summary>
    /// <returns>A result, or a failure, for each of its items.</returns>
    public Task<ChunkResult> RunAsync(ChunkItems items) => RunAsync(items, deaths: 0);

    private async Task<ChunkResult> RunAsync(ChunkItems items, int deaths)
    {
        for (bool isPart = deaths > 0; ;)
        {
            try
            {
                return await ask(items).ConfigureAwait(false);
            }
            catch (WorkerDiedException dead)
            {
                // Another one does it.
                if (!dead.WasAsked) continue;
                deaths++;
                if (isPart) _furtherDeaths++;
                bool mayHalve = items.Count > 1 && _furtherDeaths < MostFurtherDeaths;
                if (mayHalve && deaths >= MostDeaths - 1) break;
                if (!mayHalve && deaths >= MostDeaths)
                    return ChunkResult.OfFailure(items.Count, ExceptionImage.Of(dead.OfPiece(deaths)));
            }
        }

        (ChunkItems first, ChunkItems rest) = items.Halve();
        ChunkResult result = await RunAsync(first, deaths).ConfigureAwait(false);
        return result.Join(first.Count, await RunAsync(rest, deaths).ConfigureAwait(false), rest.Count);
    }
}
