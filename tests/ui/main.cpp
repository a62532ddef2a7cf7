#include "tests/gui_main.h"

int main(int argc, char** argv) {
    return stepgrad::runGuiTests(argc, argv);
}
