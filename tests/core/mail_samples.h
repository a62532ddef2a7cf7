#pragma once

#include <string>
#include <vector>

namespace stepgrad::test {

/// A mail as it is sent, and what is to be found in it, counted without the program.
struct CountedMail {
    const char* name;
    std::string raw;
    const char* subject;
    const char* visible;  ///< white space in a row counted as one
    int free, links;
    int capitals, letters, length;  ///< of the visible text
};

const std::vector<CountedMail>& plainMails();
const std::vector<CountedMail>& encodedMails();
const std::vector<CountedMail>& mailsOfParts();

}  // namespace stepgrad::test
