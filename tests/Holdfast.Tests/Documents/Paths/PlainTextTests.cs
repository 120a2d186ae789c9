using System.Text;
using Holdfast.Documents.Paths;

namespace Holdfast.Tests.Documents.Paths;

public sealed class PlainTextTests
{
    [Fact]
    public void IsPlain_EachCharacterAtEachPlace_SaysWhatALoopSays()
    {
        for (int length = 0; length <= 9; length++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int unit = 0; unit <= char.MaxValue; unit++)
                {
                    string text = string.Create(length, (place, unit), static (span, one) =>
                    {
                        span.Fill('/');
                        span[one.place] = (char)one.unit;
                    });
                    if (PlainText.IsPlain(text) != (unit is >= ' ' and <= '}'))
                        Assert.Fail($"U+{unit:X4} at {place} of {length}");
                }
            }
        }
    }

    [Fact]
    public void IsPlain_RandomTexts_SaysWhatALoopSays()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        char[] units = ['\0', '\u001F', ' ', 'a', '}', '~', '\u007F', '\u0080', '\uFFFE', '\uFFFF'];
        for (int round = 0; round < 100_000; round++)
        {
            string text = new(random.GetItems(units, random.Next(12)));
            Assert.Equal(text.All(unit => unit is >= ' ' and <= '}'), PlainText.IsPlain(text));
        }
    }

    [Fact]
    public void ToBytes_PlainText_IsItsUtf8() =>
        Assert.Equal(Encoding.UTF8.GetBytes(" /orders/17}"), PlainText.ToBytes(" /orders/17}"));
}
